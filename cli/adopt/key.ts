/** Properties that tell an object from others of its kind at its vendor, the stricter first: an address before a name. */
const keys = [
  "email",
  "username",
  "subdomain",
  "key",
  "name",
  "title",
  "alarmName",
  "friendlyName",
  "pronounceableName",
  "serviceName",
  "channelName",
  "metricName",
  "summary",
] as const;

/** Properties that do so only together: when and how a person is reached. */
const together = [
  ["userId", "contactMethod", "startDelayInMinutes", "urgency"],
  ["userId", "type"],
  ["username", "method"],
] as const;

type Fields = Readonly<Record<string, unknown>>;

/** By what an object is recognised among others of its kind, in a document of it too (a dashboard); undefined if it has no name. */
export function keyOf(fields: Fields): string | undefined {
  const own = keys.map((key) => fields[key]).find((value): value is string => typeof value === "string" && value !== "");
  const joint = together.find((names) => names.every((name) => fields[name] !== undefined));
  return joint?.map((name) => textOf(fields[name])).join(" ") ?? own ?? Object.values(fields).flatMap(documentIn).map(keyOfDocument)[0];
}

/** Of a reference its id. */
const textOf = (value: unknown): string =>
  typeof value === "object" && value !== null && "id" in value ? String(value.id) : String(value);

/** Two dashboards may have one title. */
const keyOfDocument = (document: Fields): string | undefined => (typeof document.uid === "string" ? document.uid : keyOf(document));

function documentIn(value: unknown): Fields[] {
  if (typeof value !== "string" || !value.startsWith("{")) return [];
  try {
    return [JSON.parse(value)];
  } catch {
    return [];
  }
}
