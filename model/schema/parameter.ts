import { z } from "zod";
import { id, provenance } from "./text.ts";

/** A whole value of a profile that is one of its parameters: `$fast`. */
export const parameterPattern = /^\$[A-Za-z0-9_-]+$/;

const scalar = z.union([z.string(), z.number(), z.literal(true)]);
const scalarOrList = z.union([scalar, z.array(scalar)]);
/** What a parameter may stand for. Which of it is valid says the key where the parameter is used. */
const parameterValue = z.union([scalarOrList, z.record(z.string(), scalarOrList)]);

export const parameter = z.strictObject({
  default: parameterValue.optional().describe("value for a service that gives none; without it, each service has to give one"),
  ...provenance,
});

/** What a service takes from a profile. */
export const use = z.union([
  id,
  z.strictObject({ profile: id, with: z.record(id, parameterValue).default({}).describe("values of the profile's parameters") }),
]);
export type UseEntry = z.output<typeof use>;
