import { prove } from "./case.ts";
import { table } from "./tables/blind-in-its-own-outage.ts";

prove(table);
