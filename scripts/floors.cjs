/**
 * The order of the sub-rooms inside a room, the ground first: files and folders of src/<room>/ by their names, without `.ts`. Each
 * may import only those that stand before it. Lint holds it (.dependency-cruiser.cjs); docs/house.md draws it.
 */
module.exports = {
  report: ['xml-text', 'view', 'console', 'html', 'junit', 'markdown', 'primitive-table'],
};
