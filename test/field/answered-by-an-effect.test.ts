import { prove } from "./case.ts";
import { table } from "./tables/answered-by-an-effect.ts";

prove(table);
