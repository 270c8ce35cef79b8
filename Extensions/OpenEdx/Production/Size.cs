namespace Devstack.OpenEdx.Production;

/// <summary>What a container of a published platform needs of its server.</summary>
/// <param name="MemoryRequest">Bytes that are kept for it.</param>
/// <param name="MemoryLimit">Bytes at which it is ended and started again.</param>
/// <param name="CpuRequest">Processors that are kept for it.</param>
internal sealed record Size(long MemoryRequest, long MemoryLimit, double CpuRequest)
{
    private const long Mebibyte = 1 << 20;

    // Idle 200 MB; its buffer pool and the connections of some ten processes.
    public static Size MySql { get; } = Of(512, 2048, 0.25);

    // WiredTiger takes half of what the container may have.
    public static Size MongoDB { get; } = Of(256, 1536, 0.1);

    // Sessions, caches and queues; the whole data is in memory, and doubles while it is written.
    public static Size Redis { get; } = Of(128, 1024, 0.1);

    public static Size Search { get; } = Of(256, 1024, 0.1);

    // Half a gigabyte of heap, and as much again for what the system caches of its files.
    public static Size Elasticsearch { get; } = Of(1024, 2048, 0.25);

    // Files pass through it in parts.
    public static Size ObjectStorage { get; } = Of(256, 1024, 0.1);

    public static Size Proxy { get; } = Of(64, 256, 0.1);

    // The data goes through it and isn't kept.
    public static Size Backup { get; } = Of(64, 512, 0.1);

    public static Size MailRelay { get; } = Of(32, 128, 0.05);

    // Files, and requests for a small document that pass through.
    public static Size MicroFrontends { get; } = Of(64, 256, 0.05);

    /// <summary>LMS or Studio: idle 200 to 300 MB, and each process of the web server at least 500 MB (Tutor's documentation).</summary>
    public static Size Web(int processes) => Of(512 + (256 * processes), 1024 + (1024 * processes), 0.25);

    /// <summary>A Celery worker: some 400 MB a process; a report of grades takes more.</summary>
    public static Size Worker(int processes) => Of(256 + (256 * processes), 1024 + (1024 * processes), 0.1);

    /// <summary>A Django service beside LMS and Studio, two processes of some 150 MB; also each of its jobs.</summary>
    public static Size Service { get; } = Of(384, 1024, 0.1);

    /// <summary>A job of the platform: one process with all of its code.</summary>
    public static Size Job { get; } = Of(512, 2048, 0.1);

    private static Size Of(int request, int limit, double cpu) => new(request * Mebibyte, limit * Mebibyte, cpu);
}
