import type { Metric, Sent } from "../../model/resolved.ts";

/**
 * A metric by its name and kind on the wire.
 *
 * @throws Error for a source that holds no metric, which the checks refuse
 */
export function sent(metric: Metric): Sent {
  const { from } = metric;
  if (!from.traits.sent) throw new Error(`${from.id} asks endpoints and holds no metric`);
  return from.traits.sent(metric);
}
