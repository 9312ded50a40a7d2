import { say } from '../../language/say.ts';
import type { Assessment, Finding } from '../../model/step.ts';
import { couldNotJudge, defineRule } from '../../model/step.ts';
import { describePlace, inheritors, judgeServer, topmost, windowsApplications } from '../../server/judged.ts';
import { SIGN_IN_IS_KEPT } from './cards.ts';

/** Whether IIS keeps a Kerberos sign-in for the whole connection wherever users sign in by Windows Authentication. */
export const signInIsKept = defineRule(SIGN_IN_IS_KEPT, (facts): Assessment => {
  const server = judgeServer(facts);
  if (!server.known) return couldNotJudge(say`Whether IIS keeps the sign-in for a connection`, server);
  const applications = windowsApplications(server.value);
  const wrong = applications.filter(({ effective }) => !effective.windows.authPersistNonNTLM);
  const right = applications.length - wrong.length;
  return {
    statements:
      right === 0 ? [] : [say`authPersistNonNTLM is true for ${right} of ${applications.length} applications with Windows Authentication.`],
    findings: topmost(wrong, 'authPersistNonNTLM').map((application): Finding => {
      const below = inheritors(application, wrong, 'authPersistNonNTLM');
      return {
        id: 'auth-persistence.off',
        severity: 'advice',
        subject: application.path,
        summary: say`IIS authenticates every request to ${application.path} anew`,
        evidence: say`authPersistNonNTLM = false, set ${describePlace(application.effective.setAt.authPersistNonNTLM)}${below.length === 0 ? '' : say`; the same holds for ${below.join(', ')}`}`,
        meaning: say`Every request carries a full Kerberos exchange. The agent’s task client cannot do that and fails with "request level authentication is not supported". It matters for Task Server, and it is never the only thing Kerberos needs.`,
        source: 'Broadcom KB 173598; iis-docs windowsAuthentication (true = once per connection)',
      };
    }),
    notChecked: [],
  };
});
