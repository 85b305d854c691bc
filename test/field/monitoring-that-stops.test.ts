import { prove } from "./case.ts";
import { table } from "./tables/monitoring-that-stops.ts";

prove(table);
