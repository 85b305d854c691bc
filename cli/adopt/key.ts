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
  "serviceName",
  "channelName",
  "metricName",
  "summary",
] as const;

/** By what an object is recognised among others of its kind, in a document of it too (a dashboard); undefined if it has no name. */
export function keyOf(fields: Readonly<Record<string, unknown>>): string | undefined {
  const own = keys.map((key) => fields[key]).find((value): value is string => typeof value === "string" && value !== "");
  return own ?? Object.values(fields).flatMap(documentIn).map(keyOfDocument)[0];
}

/** Two dashboards may have one title. */
const keyOfDocument = (document: Readonly<Record<string, unknown>>): string | undefined =>
  typeof document.uid === "string" ? document.uid : keyOf(document);

function documentIn(value: unknown): Readonly<Record<string, unknown>>[] {
  if (typeof value !== "string" || !value.startsWith("{")) return [];
  try {
    return [JSON.parse(value)];
  } catch {
    return [];
  }
}
