import { listOf, type Tokens, tokensOf } from "./tokens.ts";

/** The rule of a composite alarm. */
export type AlarmRule =
  | { readonly state: "ALARM" | "OK" | "INSUFFICIENT_DATA"; readonly alarm: string }
  | { readonly all: readonly AlarmRule[] }
  | { readonly any: readonly AlarmRule[] }
  | { readonly not: AlarmRule };

const token = /"[^"]*"|[A-Za-z_]+|[()]/;
const states = ["ALARM", "OK", "INSUFFICIENT_DATA"] as const;

/** @throws Error if the text is no rule */
export function parseAlarmRule(text: string): AlarmRule {
  const tokens = tokensOf(text, token);
  const rule = either(tokens);
  tokens.end();
  return rule;
}

function either(tokens: Tokens): AlarmRule {
  const every = (): AlarmRule => {
    const all = listOf(tokens, "AND", () => one(tokens));
    return only(all) ?? { all };
  };
  const any = listOf(tokens, "OR", every);
  return only(any) ?? { any };
}

const only = (rules: readonly AlarmRule[]): AlarmRule | undefined => (rules.length === 1 ? rules[0] : undefined);

function one(tokens: Tokens): AlarmRule {
  if (tokens.take("NOT")) return { not: one(tokens) };
  if (tokens.take("(")) {
    const inner = either(tokens);
    tokens.expect(")");
    return inner;
  }
  const word = tokens.next();
  const state = states.find((known) => known === word);
  if (!state) throw new Error(`${states.join(", ")}, NOT or a bracket expected, not ${word}`);
  tokens.expect("(");
  const alarm = tokens.next();
  if (!/^".+"$/.test(alarm)) throw new Error(`the name of an alarm in quotation marks expected, not ${alarm}`);
  tokens.expect(")");
  return { state, alarm: alarm.slice(1, -1) };
}

/** The alarms that a rule names, each once. */
export function alarmsIn(rule: AlarmRule): string[] {
  const parts = "all" in rule ? rule.all : "any" in rule ? rule.any : "not" in rule ? [rule.not] : [];
  return [...new Set("alarm" in rule ? [rule.alarm] : parts.flatMap(alarmsIn))];
}
