import { z } from "zod";
import { id, sentence } from "./text.ts";

const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/, "a time with its zone, such as 2026-01-12T03:00:00Z");

const servicePath = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "written as system/service, for example hastecrm/api")
  .describe("system/service");

const incident = z.strictObject({
  title: sentence.describe("what happened, in a sentence"),
  from: instant.describe("when users were first affected"),
  to: instant.describe("when users were last affected"),
  services: z.array(servicePath).min(1).describe("services whose alerts should have fired"),
});

/** Incidents that people remember: what alerts are for. */
export const incidents = z.strictObject({
  incidents: z.record(id, incident).describe("incidents by id"),
});

export type IncidentsFile = z.output<typeof incidents>;
