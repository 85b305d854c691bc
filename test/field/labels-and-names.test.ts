import { prove } from "./case.ts";
import { table } from "./tables/labels-and-names.ts";

prove(table);
