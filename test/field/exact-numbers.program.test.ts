import { prove } from "./case.ts";
import { table } from "./tables/exact-numbers.ts";

prove(table);
