using Devstack.OpenEdx.Releases;

namespace Devstack.OpenEdx.Services.MicroFrontends;

/// <summary>The waffle flags by which the LMS sends people to a micro-frontend instead of a page of its own (tutor.md 6.2).</summary>
internal static class MicroFrontendFlags
{
    private static readonly Dictionary<string, string[]> s_flags = new()
    {
        ["discussions"] =
        [
            "discussions.enable_discussions_mfe", "discussions.enable_learners_tab_in_discussions_mfe", "discussions.enable_moderation_reason_codes",
            "discussions.enable_reported_content_email_notifications", "discussions.enable_learners_stats", "discussions.enable_new_structure_discussions",
        ],
        ["learner-dashboard"] = ["learner_home_mfe.enabled"],
        ["learning"] = ["course_home.course_home_mfe_progress_tab", "courseware.enable_navigation_sidebar"],
        ["ora-grading"] = ["openresponseassessment.enhanced_staff_grader"],
    };

    /// <summary>The flags of a release's micro-frontends, made and turned on for everyone at a first start.</summary>
    public static IEnumerable<string> Of(Release release) => release.MicroFrontends.SelectMany(app => s_flags.GetValueOrDefault(app.Name, []));
}
