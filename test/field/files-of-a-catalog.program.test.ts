import { prove } from "./case.ts";
import { table } from "./tables/files-of-a-catalog.ts";

prove(table);
