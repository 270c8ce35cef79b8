using System.Globalization;
using System.Text;
using Devstack.Compose.Document;
using Devstack.Compose.Rules;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;

namespace Devstack.Compose.Files;

/// <summary><c>README.md</c> of the output: what a person does with it, command by command.</summary>
internal static class ReadMe
{
    public static string Write(ComposeContext context)
    {
        var document = context.Document;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""

            # {document.Name}

            {document.Services.Count} services and {document.Jobs.Count} jobs for Docker Compose 2.24 or newer on one server.
            This folder is all that the server needs. `compose.yaml` and the files beside it are generated; your own changes
            belong into `compose.override.yaml` and `.env`, which no publish touches.

            ## Start


            """);
        if (document.Parameters.OfType<SettingSpec>().Any(setting => setting.Default is null))
        {
            text.Append("    cp .env.example .env         # once; then fill in what has no value\n");
        }

        if (document.Parameters.OfType<SecretSpec>().Any())
        {
            text.Append("    sh secrets/create.sh         # makes the secrets that are missing; as root, files get the owners that read them\n");
        }

        text.Append(AppArmorFiles.Commands(document));
        var bases = string.Concat(context.Bases.Select(name => $"    docker compose build {name}    # Compose 2.37 or newer alone needs this, to build it before the others\n"));
        text.Append(bases);
        text.Append(CultureInfo.InvariantCulture, $"""
                docker compose up --detach --wait

            It ends when every service is healthy and every job is done. Run it again at any time: what is unchanged goes on
            running, and finished jobs are skipped.

            ## Stop

                docker compose stop          # and 'start' to go on
                docker compose down          # removes the containers; data stays
                docker compose down --volumes    # removes the data, too

            ## Upgrade

            Publish again over this folder, or change images in `compose.override.yaml`. Then:

                sh deploy.sh --diff          # what would change
                sh deploy.sh

            Missing secrets and images are made or brought first. Jobs whose inputs changed, such as migrations, run before the
            services that wait for them; services with several containers behind the proxy are updated one container after the
            other, so that no request is lost; then everything else. What doesn't get healthy is taken back: the settings and
            images of the last deployment that succeeded, kept in `.deployed`, run again, and it ends with 1. Data that a
            migration changed comes from the backup. It may be interrupted and run again at any time.

            The same by Compose alone, with all containers of a service at once and nothing taken back:

                docker compose pull --ignore-buildable
            {bases}    docker compose build
                docker compose up --detach --wait --remove-orphans

            ## Roll back

            Publish the previous state again, or put the previous folder in place, and run `sh deploy.sh`.

            ## Logs

                docker compose ps --all
                docker compose logs --follow --tail 100 SERVICE

            The engine keeps five files of 10 MB for each container.


            """);
        Backup(text, document);
        Copies(text, document);
        Scale(text, document);
        Networks(text, context);
        Table(text, document);
        return text.ToString();
    }

    private static void Backup(StringBuilder text, DeploymentDocument document)
    {
        if (document.Volumes.Count == 0)
        {
            return;
        }

        text.Append("""
            ## Back up and restore

            All data is in volumes. Stop what writes, copy them, go on:

                mkdir -p backup
                docker compose stop

            """);
        foreach (var volume in document.Volumes)
        {
            var image = document.Workloads.First(workload => workload.Name == volume.UsedBy[0]).Image.Reference;
            text.Append(CultureInfo.InvariantCulture, $"""
                    docker run --rm --user 0 --entrypoint tar -v {document.Name}_{volume.Name}:/data:ro -v "$PWD/backup:/backup" {image} -C /data -czf /backup/{volume.Name}.tgz .

                """);
        }

        text.Append("""
                docker compose start

            To restore, run the same with `-v …:/data` instead of `:ro` and `-xzpf` instead of `-czf`, into empty volumes, before the
            first start. `secrets/` belongs to the backup, and is kept apart from it.


            """);
    }

    private static void Copies(StringBuilder text, DeploymentDocument document)
    {
        foreach (var job in document.Jobs.Where(job => job.Backup is not null && job.Mounts.Any(mount => !mount.IsReadOnly)))
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                ### A copy of {job.Backup!.Service}

                While all goes on, from the server's cron; and which copies there are:

                    docker compose run --rm {job.Name}
                    docker compose run --rm --no-deps --entrypoint ls {job.Name} -lh {job.Mounts.First(mount => !mount.IsReadOnly).Path}


                """);
            if (job.Backup.RestoreVariable is { } variable)
            {
                text.Append(CultureInfo.InvariantCulture, $"""
                    To bring one back in place of what {job.Backup.Service} has now, with everything else stopped:

                        docker compose stop
                        docker compose run --rm --env {variable}=FILE {job.Name}
                        docker compose up --detach --wait


                    """);
            }
        }
    }

    private static void Scale(StringBuilder text, DeploymentDocument document)
    {
        var scalable = document.Services
            .Where(service => !service.IsSingle && service.Endpoints.All(endpoint => endpoint.PublicPort is null))
            .Select(service => service.Name)
            .ToList();
        if (scalable.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                ## Scale

                    docker compose up --detach --wait --scale {scalable[^1]}=3

                What can be scaled: {string.Join(", ", scalable)}. To keep it, write `deploy.replicas` into `compose.override.yaml`.
                Never scale anything else: two containers would write into the same data, or do the same work twice.


                """);
        }
    }

    private static void Networks(StringBuilder text, ComposeContext context) => text.Append(CultureInfo.InvariantCulture, $"""
        ## Networks

        {context.File.Networks.Count}: {string.Join(", ", context.File.Networks.Keys.Select(name => $"`{name}`"))}. Who isn't in a datastore's network can't reach it.
        Docker has addresses for about thirty on a server; more of them by `default-address-pools` in `/etc/docker/daemon.json`.


        """);

    private static void Table(StringBuilder text, DeploymentDocument document)
    {
        text.Append("""
            ## What is here

            | name | kind | image | reached at |
            | --- | --- | --- | --- |

            """);
        foreach (var workload in document.Workloads)
        {
            var ports = workload.Endpoints.Where(endpoint => endpoint.PublicPort is not null).Select(endpoint => endpoint.PublicPort!.Value.ToString(CultureInfo.InvariantCulture));
            var kind = (workload is JobSpec job ? job.Schedule is { } cron ? $"for the server's cron, `{cron}` UTC: `docker compose run --rm {job.Name}`" : "job" : "service") + (workload.Profile is { } profile ? $", profile `{profile}`" : "");
            text.Append(CultureInfo.InvariantCulture, $"| {workload.Name} | {kind} | `{workload.Image.Reference}` | {string.Join(", ", ports)} |\n");
        }
    }
}
