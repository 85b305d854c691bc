/**
 * Text of the catalog inside a Go template (labels and annotations of a rule are templates): taken literally, whatever
 * it holds. Only two opening braces begin anything in a template.
 */
export function literalText(text: string): string {
  return text.replaceAll("{{", '{{"{{"}}');
}
