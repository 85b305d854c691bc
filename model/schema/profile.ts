import { z } from "zod";
import { metric } from "./metric.ts";
import { parameter } from "./parameter.ts";
import { signal } from "./signal.ts";
import { alert, endpoint, slo } from "./system.ts";
import { id, provenance, sentence } from "./text.ts";
import { withParameters } from "./written.ts";

const entries = { metrics: metric, signals: signal, slos: slo, alerts: alert, endpoints: endpoint };
const make = (entry: (schema: z.ZodType) => z.ZodType) =>
  z.strictObject({
    profile: id,
    name: sentence.optional(),
    ...provenance,
    parameters: z.record(id, parameter).default({}),
    metrics: z.record(id, entry(entries.metrics)).default({}),
    signals: z.record(id, entry(entries.signals)).default({}),
    slos: z.record(id, entry(entries.slos)).default({}),
    alerts: z.record(id, entry(entries.alerts)).default({}),
    endpoints: z.record(id, entry(entries.endpoints)).default({}),
  });

/** A file below `profiles/`, its parameters replaced by their values: what several services have in common. */
export const profile = make((entry) => entry);
export type ProfileFile = z.output<typeof profile>;

/** The same as it may be written: any whole value may be a parameter. */
export const writtenProfile = make(withParameters);

/** The kinds of entry that a profile gives to a service, by their keys in both. */
export const profileKinds = ["metrics", "signals", "slos", "alerts", "endpoints"] as const;
export type ProfileKind = (typeof profileKinds)[number];
