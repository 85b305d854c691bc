import type { Account } from "../../../sandbox/account.ts";
import type { Refusal } from "../../../sandbox/fake-provider/model.ts";
import { refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, list, type Path, text, type Value } from "../../../sandbox/fake-provider/value.ts";

/** Whose account and region it is; the region of the settings is not looked at. */
const owner = "000000000000";
const region = "eu-central-1";

export function arn(service: "cloudwatch" | "logs" | "sns", resource: string): string {
  return `arn:aws:${service}:${region}:${owner}:${resource}`;
}

/** What the plugin adds to everything that has tags. */
export function computedOf(service: Parameters<typeof arn>[0], resource: string, stored: Fields): Fields {
  return { arn: arn(service, resource), region, tagsAll: stored.tags ?? {} };
}

export { owner };

/** Tags: at most 50, none of AWS's own, and only the characters that it takes. */
export function tagRefusals({ tags }: Fields): Refusal[] {
  const all = Object.entries(tags ?? {});
  return [
    ...refuseIf(all.length > 50, "tags", `${all.length} tags, more than 50`),
    ...all.flatMap(([key, value]) => {
      const wrong = key.startsWith("aws:") || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key);
      const bad = !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(text(value));
      return refuseIf(wrong || bad, `tags.${key}`, "not a valid tag");
    }),
  ];
}

const actionLists = ["alarmActions", "okActions", "insufficientDataActions"] as const;

/** At most five actions a state (`PutMetricAlarm`); the plugin knows it. */
export function actionCountRefusals(inputs: Fields): Refusal[] {
  return actionLists.flatMap((name) =>
    refuseIf(list(inputs[name]).length > 5, name, `Too many list items: 5 allowed, ${list(inputs[name]).length} given`),
  );
}

/** AWS takes the ARN of a topic that does not exist, and notifies no one: the fake provider refuses it. */
export function actionRefusals(inputs: Fields, account: Account): Refusal[] {
  return actionLists.flatMap((name) =>
    list(inputs[name]).flatMap((action, i) =>
      refuseIf(account.get("topic", text(action)) === undefined, `${name}[${i}]`, `${text(action)} is no topic`),
    ),
  );
}

/** Actions are a set to the plugin. */
export function withSortedActions(inputs: Fields): Fields {
  return { ...inputs, ...Object.fromEntries(actionLists.flatMap((name) => (name in inputs ? [[name, sortedTexts(inputs[name])]] : []))) };
}

export const sortedTexts = (value: Value | undefined): string[] => list(value).map(text).sort();

export function lengthRefusals(property: Path, value: Value | undefined, most: number): Refusal[] {
  const { length } = text(value);
  return length > most ? refuse(property, `expected length to be at most ${most}, got ${length}`) : [];
}

/** Metric alarms and composite alarms share one namespace. */
export function alarmExists(name: string, account: Account): boolean {
  return account.get("metricAlarm", name) !== undefined || account.get("compositeAlarm", name) !== undefined;
}
