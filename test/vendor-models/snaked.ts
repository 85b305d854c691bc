import { isFields, isList, text, type Value } from "../../sandbox/fake-provider/value.ts";

export const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The same value with the names of Datadog's API at every depth. */
export function snaked(value: Value): Value {
  if (isList(value)) return value.map(snaked);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [snake(name), snaked(inner)]));
}

/** A text that holds no number stays, so that the model finds it. */
export const number = (value: Value | undefined): Value => (Number.isNaN(Number(text(value))) ? text(value) : Number(text(value)));
