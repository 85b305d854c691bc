import { prove } from "./case.ts";
import { table } from "./tables/panels-and-lines.ts";

prove(table);
