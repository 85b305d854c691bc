import { prove } from "./case.ts";
import { table } from "./tables/what-vendors-refuse.ts";

prove(table);
