import { afterEach, vi } from 'vitest';
import { describeInsights } from '../../api/testing/insights-conformance.ts';
import { analyst, FakeInsights, PUBLIC } from './fake-insights.ts';

const insights = new FakeInsights();
afterEach(() => vi.unstubAllGlobals());

describeInsights('insights of component tests', {
  enter: (role) => {
    insights.session = role === 'public' ? PUBLIC : analyst('one');
    insights.connect();
  },
  draft: () => 'a',
});
