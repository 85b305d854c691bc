/**
 * The address of a runbook's page below the address where all are published. The page joins the path, so that a query
 * (`?space=SRE`) and a fragment stay what they are; where the fragment itself is the path (`#/runbooks`, of applications that
 * run in the browser), it joins the fragment. What would end a link in a message is encoded.
 *
 * @param base http or https, as the checks demand
 */
export function runbookAddress(base: string, id: string): string {
  const [, path = "", query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(base) ?? [];
  const below = (text: string) => `${text.replace(/\/+$/, "")}/${id}.md`;
  const whole = /^#!?\//.test(fragment) ? `${path}${query}${below(fragment)}` : `${below(path)}${query}${fragment}`;
  return whole.replace(/[\s"<>\\^`{|}]/g, encodeURIComponent);
}
