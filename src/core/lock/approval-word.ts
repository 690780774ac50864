const closingMark = /[.!]$/;

/**
 * Whether a chat message is the approval word: after trimming white space and one closing mark,
 * exactly `approved` in plain ASCII letters of any case. A question mark asks, so it does not count.
 */
export function isApprovalWord(message: string): boolean {
  const word = message.trim().replace(closingMark, "");
  // No `u` flag: under it, `i` would also fold U+017F and U+212A into ASCII letters.
  return /^approved$/i.test(word);
}

/** Letters of other scripts that look like the letters of `approved` (Unicode confusables). */
const lookAlikes: Readonly<Record<string, string>> = {
  а: "a",
  ɑ: "a",
  α: "a",
  р: "p",
  ρ: "p",
  г: "r",
  о: "o",
  ο: "o",
  ν: "v",
  ѵ: "v",
  е: "e",
  ԁ: "d",
};

const longestHint = 120;

/** Whether a message that is no approval reads like one, so that the person should be pointed to the button. */
export function readsLikeApproval(message: string): boolean {
  if (isApprovalWord(message) || message.length > longestHint) return false;
  const plain = [...message.normalize("NFKD").toLowerCase()]
    .map((letter) => lookAlikes[letter] ?? letter)
    .filter((letter) => !/[\p{Default_Ignorable_Code_Point}\p{Mn}]/u.test(letter))
    .join("");
  return /\bapprove(d)?\b|\blgtm\b/.test(plain);
}
