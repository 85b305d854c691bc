import { prove } from "./case.ts";
import { table } from "./tables/command-line.ts";

prove(table);
