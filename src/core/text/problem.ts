/** Something in a document of the person's or a model's that could not be read, or reads oddly. */
export interface Problem {
  /** One sentence that says what is wrong and what to write instead. */
  readonly message: string;
  /** One-based and inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** An `error` lost something the author meant; after a `warning` everything was still read. */
  readonly severity: "error" | "warning";
}

/** Takes problems as a reader comes across them. */
export type Report = (problem: Problem) => void;
