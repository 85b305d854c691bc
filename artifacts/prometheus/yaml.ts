import { once } from "../../model/once.ts";
import type { Rule, RuleGroup } from "./rule-file.ts";

/**
 * A rule file as YAML, in parts. Written here and not by the general writer of js-yaml, which asks of every text in
 * which of five styles it may stand: that took longer than rendering the queries. A rule file has one shape, and three
 * styles do.
 */
export function* ruleFileText(groups: Iterable<RuleGroup>): Generator<string> {
  let heading = "groups:\n";
  for (const group of groups) {
    yield heading + groupText(group);
    heading = "";
  }
  if (heading) yield "groups: []\n";
}

export function groupText({ name, interval, rules }: RuleGroup): string {
  return `  - name: ${scalar(name)}\n    interval: ${scalar(interval)}\n    rules:\n${rules.map(ruleText).join("")}`;
}

/** A rule as an item of its group. The keys are in their order; the first is on the line of the dash. */
export function ruleText(rule: Rule): string {
  const ofRule = "record" in rule ? sharedMapping : mapping;
  const lines = Object.entries(rule).map(([key, value]: [string, Rule[keyof Rule]]) => {
    if (typeof value === "string") return `${key}: ${key === "expr" ? query(value) : scalar(value)}\n`;
    return `${key}:${ofRule(value ?? {})}\n`;
  });
  return `      - ${lines.join("        ")}`;
}

function mapping(entries: Readonly<Record<string, string>>): string {
  const lines = Object.entries(entries).map(([name, text]) => `\n          ${scalar(name)}: ${scalar(text)}`);
  return lines.length === 0 ? " {}" : lines.join("");
}
/** The recordings of an SLO have their labels in common. */
const sharedMapping = once(mapping);

/** Texts that no reader of YAML 1.1 or 1.2 takes for anything but text. */
const plain = /^(?!(?:true|false|yes|no|on|off|null)$)[a-z][\w:-]*\w$|^\d+(?:ms|[smhd])$/i;

/** What JSON leaves as it is, and YAML refuses or reads as the end of a line (YAML 1.1, "Character Set" and "Line Break Characters"). */
const unprintable = /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g;

/** What may mean something else is quoted as in JSON, which YAML contains. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(unprintable, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
const scalar = (text: string): string => (plain.test(text) ? text : quoted(text));

/** Multi-line queries are block scalars; a break at the end or a space at the beginning would be lost. */
const block = /^[!-~][ -~\n]*[!-~]$/;
const query = (text: string): string => (block.test(text) ? `|-\n          ${text.replaceAll("\n", "\n          ")}` : quoted(text));
