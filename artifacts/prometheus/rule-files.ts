import type { Alert } from "../../monitors/alert.ts";
import type { Rule, RuleGroup } from "./rule-file.ts";
import { groupsByService, type ServiceGroups } from "./rules.ts";
import type { SignOfLife } from "./self-evaluated.ts";
import { groupText, ruleText } from "./yaml.ts";

/** Rule groups that stand in one file. */
export interface RulePart {
  /** of the file and of the object: `shop--web`, `shop--web--2` */
  readonly name: string;
  /** whose rules are in the file, or read recordings in it */
  readonly alerts: readonly Alert[];
  readonly groups: readonly RuleGroup[];
}

/**
 * Bytes of one file at most. The Prometheus operator refuses more in one object: it puts rules into ConfigMaps of half of what a Secret
 * may hold (prometheus-operator/prometheus-operator, pkg/operator/rules.go, `MaxConfigMapDataSize`; Kubernetes, `MaxSecretSize`).
 */
export const largestFile = 512 * 1024;

/** What is around the groups: a heading and the metadata of an object. */
const margin = 4096;

/** A rule file for each service, so that a change of one touches one file; a service with too many rules has several. */
export function rulesInFiles(alerts: readonly Alert[], signs: readonly SignOfLife[], largest: number = largestFile): RulePart[] {
  return [...groupsByService(alerts, signs)].flatMap((service) => partsOf(service, largest - margin));
}

function partsOf({ name, alerts, groups }: ServiceGroups, room: number): RulePart[] {
  const parts = packed(
    groups.flatMap((group) => divided(group, room)),
    (group) => bytesOf(groupText(group)),
    room,
  );
  return parts.map((own, index) => ({ name: numbered(name, index), alerts, groups: own }));
}

/**
 * A group that no file holds becomes several. What the alerts of an SLO read stays with them, in one round; of the minutes that all
 * is made of, a round may be that of before.
 */
function divided(group: RuleGroup, room: number): RuleGroup[] {
  const heading = bytesOf(groupText({ ...group, name: numbered(group.name, 999), rules: [] }));
  const bytes = (rules: readonly Rule[]) => rules.reduce((sum, rule) => sum + bytesOf(ruleText(rule)), 0);
  const parts = packed(together(group.rules), bytes, room - heading);
  return parts.map((rules, index) => ({ ...group, name: numbered(group.name, index), rules: rules.flat() }));
}

/** Each rule by itself, but the recordings of an SLO with the alerts after them. */
function together(rules: readonly Rule[]): Rule[][] {
  const parts: Rule[][] = [];
  for (const [index, rule] of rules.entries()) {
    const before = rules[index - 1];
    const isNext = "record" in rule ? before && isOfSlo(before) : parts.at(-1)?.some(isOfSlo);
    if (isNext && ("alert" in rule || isOfSlo(rule))) parts.at(-1)?.push(rule);
    else parts.push([rule]);
  }
  return parts;
}

const isOfSlo = (rule: Rule): boolean => "record" in rule && rule.record.startsWith("slo:");

/** In their order, as many together as there is room for. What needs more by itself is alone. */
function packed<T>(all: readonly T[], bytes: (one: T) => number, room: number): T[][] {
  const parts: T[][] = [];
  let left = 0;
  for (const one of all) {
    const needed = bytes(one);
    if (parts.length === 0 || needed > left) {
      parts.push([]);
      left = room;
    }
    parts.at(-1)?.push(one);
    left -= needed;
  }
  return parts;
}

const numbered = (name: string, index: number): string => (index === 0 ? name : `${name}--${index + 1}`);

/** Every line is two further to the right in an object of Kubernetes. */
const bytesOf = (text: string): number => Buffer.byteLength(text) + 2 * text.split("\n").length;
