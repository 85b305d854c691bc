import { prove } from "./case.ts";
import { table } from "./tables/names-that-are-lost.ts";

prove(table);
