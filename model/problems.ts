import { around } from "./problems/around.ts";
import { files } from "./problems/files.ts";
import { measures } from "./problems/measures.ts";
import { names } from "./problems/names.ts";
import { people } from "./problems/people.ts";

/**
 * Every code that a problem of a catalog can have. Codes are stable: they may be searched for, linked and tested, and
 * are never given another meaning. Each has exactly one fixture in `test/model/fixtures`.
 */
export const codes = { ...files, ...names, ...measures, ...people, ...around } as const;

export type Code = keyof typeof codes;
