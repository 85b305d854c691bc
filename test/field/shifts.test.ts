import { prove } from "./case.ts";
import { table } from "./tables/shifts.ts";

prove(table);
