/**
 * Text of the catalog in Markdown, taken literally: what would begin a link, an emphasis, code, HTML or a block is escaped
 * (https://spec.commonmark.org, "Backslash escapes").
 */
export function literalMarkdown(text: string): string {
  return text.replace(/[\\`*_~[\]<]/g, "\\$&").replace(/^(\s*)([#>+-])/gm, "$1\\$2");
}

/** A link; nothing of the address ends it. */
export function markdownLink(title: string, address: string): string {
  return `[${literalMarkdown(title)}](${address.replace(/[()<>\s\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`)})`;
}
