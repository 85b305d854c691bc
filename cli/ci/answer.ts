import { type ZodType, z } from "zod";
import { Fault } from "./fault.ts";

/** An API response, validated against a schema. @throws Fault if it does not match */
export function read<Shape>(shape: ZodType<Shape>, answer: unknown): Shape {
  const { success, data, error } = shape.safeParse(answer);
  if (success) return data;
  throw new Fault(`the API response differs from its documentation: ${z.prettifyError(error).replaceAll(/\s+/g, " ")}`);
}
