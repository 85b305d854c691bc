import { z } from "zod";
import type { Duration } from "../by-itself/arguments.ts";
import type { SlostackArgs } from "../slostack.ts";

/** A schema for each argument of a component: what a program in another language may write, checked and described in one place. */
export type Arguments<Args> = { readonly [Name in keyof Required<Args>]: z.ZodType<Args[Name]> };

/** The component says what is wrong in a duration. */
export const duration = z.string() as unknown as z.ZodType<Duration>;

/** What is wrong in a catalog, its loader says with the place. */
const catalogAsObject = z.record(z.string(), z.unknown()) as unknown as z.ZodType<
  Exclude<SlostackArgs["catalog"], string | readonly string[] | undefined>
>;

const names = z.array(z.string()).readonly();

/** The descriptions are those of the types, which a test compares. */
export const slostackArguments = z.strictObject({
  catalog: z
    .union([z.string(), z.array(z.string()).readonly(), catalogAsObject])
    .optional()
    .describe(
      "folder of the catalog, from where the program runs, a list of folders, each with `@revision` if it is to be read at one, or the " +
        "catalog itself as an object; default: the setting `slostack:catalog`, else `catalog`",
    ),
  environment: z
    .string()
    .optional()
    .describe("an environment of the catalog; default: the setting `slostack:environment`, else the name of the stack"),
  vendors: names
    .optional()
    .describe("names of the vendors that hold the objects, such as `datadog`; default: the setting `slostack:vendors`"),
  withoutVendors: names
    .optional()
    .describe("names of vendors that the catalog needs and this stack goes without; default: the setting `slostack:withoutVendors`"),
  protect: z
    .boolean()
    .optional()
    .describe("whether the engine refuses to delete what pages or holds data; default: the setting `slostack:protect`, else false"),
} satisfies Arguments<SlostackArgs>);
