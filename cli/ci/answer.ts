import { type ZodType, z } from "zod";
import { Fault } from "./fault.ts";

/** What an API answered, in the shape that is needed of it. @throws Fault if it has another */
export function read<Shape>(shape: ZodType<Shape>, answer: unknown): Shape {
  const { success, data, error } = shape.safeParse(answer);
  if (success) return data;
  throw new Fault(`the API answers in another shape than its documentation says: ${z.prettifyError(error).replaceAll(/\s+/g, " ")}`);
}
