/** What an operator may choose in the common services: search, invitation, and the additions of 1.3. */
export interface ContentProfile {
  readonly search: {
    /** More findings than this are refused with 536; 0 sets no bound. */
    readonly findings: number;
    /** Most results in one answer, whatever SearchLimit asks. */
    readonly resultsPerAnswer: number;
    readonly searchesPerSession: number;
  };
  readonly invitation: {
    /** Kept for invitees who are offline. */
    readonly keep: boolean;
    readonly keepSeconds: number;
    readonly openPerUser: number;
  };
}

export const contentDefaults: ContentProfile = {
  search: { findings: 0, resultsPerAnswer: 100, searchesPerSession: 5 },
  invitation: { keep: true, keepSeconds: 86_400, openPerUser: 500 },
};
