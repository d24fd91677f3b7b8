/** Confidence of a content model, as short names for the element files. */
export const high = 'high' as const;
export const medium = 'medium' as const;
export const low = 'low' as const;
