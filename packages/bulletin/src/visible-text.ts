/**
 * What nobody sees, or what turns the direction of what stands beside it: control and format characters, line and paragraph separators. By
 * their numbers and not by `\\p{…}`, because these patterns stand in the description of the API, whose readers do not all know that.
 */
const INVISIBLE = String.raw`\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff`;

/** One line of text that a person sees. */
export const VISIBLE_LINE = new RegExp(`^[^${INVISIBLE}]*$`, 'u');
/** The same over several lines. */
export const VISIBLE_LINES = new RegExp(`^(?:\\n|[^${INVISIBLE}])*$`, 'u');
