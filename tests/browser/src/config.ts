/** Whether this run takes new pictures of docs/analyst-guide.md. */
export const updatesGuide = (env: NodeJS.ProcessEnv = process.env): boolean =>
  env.WAYLIGHT_UPDATE_GUIDE === '1';
