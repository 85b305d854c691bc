import { prove } from "./case.ts";
import { table } from "./tables/hours-and-time-zones.ts";

prove(table);
