import { say } from '../../language/say.ts';
import { defineStep, withhold } from '../../model/step.ts';
import { alsoGoodToKnow, bindingIsNotRequired, defaultsAreKept, nothingBelowDiffers, nothingElseSignsIn } from './rules.ts';

export const signInSettings = defineStep({
  id: 'sign-in-settings',
  title: say`Other settings of the sign-in`,
  purpose: say`Settings around Windows Authentication that decide who comes in and how; they are explained, never changed.`,
  rules: [bindingIsNotRequired, nothingElseSignsIn, defaultsAreKept, nothingBelowDiffers, alsoGoodToKnow],
  planChanges: (finding) =>
    withhold(
      finding.summary,
      say`whether it may be relaxed depends on what stands between clients and the server, and that is for you to say`,
      say`Exempt this server from inspection; or set tokenChecking to Allow or None in IIS Manager (Windows Authentication, Advanced Settings); then look again`,
    ),
});
