/// Which of the two lists of a rule set a rule is in.
public enum RuleRole: String, Sendable, CaseIterable { case filter, trigger }
