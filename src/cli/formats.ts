/** The formats of `--format`, by their words. Loaded before any command: nothing else belongs here. */

/** Written unless `--format` says otherwise. */
export const USUAL_FORMATS = ['html', 'junit', 'markdown'];

export const FORMATS = [...USUAL_FORMATS, 'pull-request', 'csv', 'badge', 'github', 'allure', 'earl', 'cucumber'];
