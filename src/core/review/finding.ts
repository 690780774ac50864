import * as z from "zod";

export const severitySchema = z.enum(["blocker", "major", "minor", "nit"]);
export type Severity = z.infer<typeof severitySchema>;

/** Lines are one-based and inclusive, in the file as it is now. */
const place = {
  path: z.string(),
  startLine: z.int().min(1),
  endLine: z.int().min(1),
};

const judgement = {
  severity: severitySchema,
  category: z.string(),
  claim: z.string(),
  why: z.string(),
  /** The plan item or constraint touched, null for none. */
  touches: z.string().nullable(),
  patch: z.string().nullable(),
};

/** A finding as a reviewer reports it (DESIGN 11). */
export const reportedFindingSchema = z.strictObject({ ...place, quote: z.string(), ...judgement });
export type ReportedFinding = z.infer<typeof reportedFindingSchema>;

/** Where a finding stands. */
export const anchorSchema = z.strictObject({
  ...place,
  /** The text of those lines when the anchor was made; it decides whether the anchor still holds. */
  text: z.string(),
});
export type Anchor = z.infer<typeof anchorSchema>;

export const findingSchema = z.strictObject({
  id: z.string(),
  /** The reviewer's name in the roster. */
  reviewer: z.string(),
  /** 1 for the first look, 2 for the look after the first fix, and so on. */
  look: z.int().min(1),
  anchor: anchorSchema,
  ...judgement,
  recommended: z.enum(["accept", "reject"]),
});
export type Finding = z.infer<typeof findingSchema>;

export const dispositionSchema = z.enum(["accept", "reject"]);
export type Disposition = z.infer<typeof dispositionSchema>;
