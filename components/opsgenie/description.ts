/** Stands at everything that can be described: where it comes from. */
export const description = "Declared by slostack.";
