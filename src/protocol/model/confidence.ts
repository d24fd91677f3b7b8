/** How sure a content model is, as short names for the element files. */
export const high = 'high' as const;
export const medium = 'medium' as const;
export const low = 'low' as const;
