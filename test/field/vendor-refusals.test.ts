import { prove } from "./case.ts";
import { table } from "./tables/vendor-refusals.ts";

prove(table);
