import { prove } from "./case.ts";
import { table } from "./tables/environments-apart.ts";

prove(table);
