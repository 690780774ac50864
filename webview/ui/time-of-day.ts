/** `HH:MM` in the person's time zone; milliseconds since the epoch in. */
export function timeOfDay(at: number): string {
  const time = new Date(at);
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${pad(time.getHours())}:${pad(time.getMinutes())}`;
}
