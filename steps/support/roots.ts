/** The requirements that a failed prerequisite points at. */
export const ROOT = {
  sendMessage: 'CSP-IMS-001',
  subscribe: 'CSP-PRE-001',
  readPresence: 'CSP-PRE-025',
  publish: 'CSP-PRE-033',
  attributeList: 'CSP-ATL-001',
  contactList: 'CSP-CLS-005',
  addToList: 'CSP-CLS-024',
  createGroup: 'CSP-GRP-001',
  deleteGroup: 'CSP-GRP-014',
  joinGroup: 'CSP-JON-001',
  leaveGroup: 'CSP-JON-022',
  block: 'CSP-ACL-001',
  search: 'CSP-SRC-001',
} as const;
