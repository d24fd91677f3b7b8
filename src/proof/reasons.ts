/** Requirements that no seeded defect of the reference server can make fail, and why. */
export const reasons: Readonly<Record<string, string>> = {};
