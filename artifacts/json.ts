/** A configuration as JSON text. JSON has no comments, so that nothing in it says where it comes from. */
export function jsonDocument(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
