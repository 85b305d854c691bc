import { prove } from "./case.ts";
import { table } from "./tables/series-that-come-and-go.ts";

prove(table);
