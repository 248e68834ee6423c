using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Puts the wanted files of one pinned npm package into a folder: npm fetches the tarball, its sha512 is checked, the kept files are unpacked
/// beside their place and moved there in one step. Ends in one clear error, or in a folder that is complete. MSBuild compiles this against
/// netstandard2.0, hence the small tar reader.
/// </summary>
public sealed class NpmFetch : Task
{
    private const string Again = " Nothing was kept; build again when it is put right.";

    /// <summary>The part's name, for messages and for the lock.</summary>
    [Required] public string Part { get; set; }

    /// <summary>The npm package's name.</summary>
    [Required] public string Package { get; set; }

    /// <summary>The npm package's version.</summary>
    [Required] public string Version { get; set; }

    /// <summary>What the tarball must hash to, as npm writes it: sha512- and base64.</summary>
    [Required] public string Integrity { get; set; }

    /// <summary>The files to keep: "path in the package -> name in the folder", separated by ;. The path may hold ** and *; a name that ends in / is a folder;
    /// without a name the package's own folders are kept.</summary>
    [Required] public string Keep { get; set; }

    /// <summary>The folder to fill.</summary>
    [Required] public string Folder { get; set; }

    /// <summary>What is written to the folder's .stamp once it is complete.</summary>
    [Required] public string Stamp { get; set; }

    /// <summary>Where npm is started, so that a .npmrc there counts.</summary>
    [Required] public string WorkingDirectory { get; set; }

    private string Name => Package + "@" + Version;

    public override bool Execute()
    {
        var folder = Path.GetFullPath(Folder).TrimEnd(Path.DirectorySeparatorChar);
        var parent = Path.GetDirectoryName(folder);
        var work = Path.Combine(parent, "." + Part + ".tmp");
        try
        {
            Directory.CreateDirectory(parent);
            using (Lock(Path.Combine(parent, "." + Part + ".lock")))
            {
                if (IsComplete(folder))
                {
                    return true;
                }

                Delete(work);
                try
                {
                    Directory.CreateDirectory(work);
                    Fill(folder, work);
                }
                finally
                {
                    Delete(work);
                }
            }

            Log.LogMessage(MessageImportance.High, "Fetched " + Part + " (npm " + Name + ")");
            return true;
        }
        catch (Failure e)
        {
            Log.LogError(null, "DRN001", null, null, 0, 0, 0, 0, "{0}", e.Message);
        }
        catch (Exception e) when (e is IOException || e is UnauthorizedAccessException || e is InvalidDataException)
        {
            Log.LogError(null, "DRN001", null, null, 0, 0, 0, 0, "{0}", "Cannot put the npm package " + Name + " into " + folder + ": " + e.Message + Again);
        }

        return false;
    }

    private void Fill(string folder, string work)
    {
        var tarball = Download(work);
        Check(tarball);
        var unpacked = Path.Combine(work, "unpacked");
        var kept = Unpack(tarball, unpacked);
        File.WriteAllLines(Path.Combine(unpacked, ".files"), kept.OrderBy(f => f, StringComparer.Ordinal));
        File.WriteAllText(Path.Combine(unpacked, ".stamp"), Stamp);
        if (Directory.Exists(folder))
        {
            Directory.Move(folder, Path.Combine(work, "old"));
        }

        Directory.Move(unpacked, folder);
    }

    private bool IsComplete(string folder)
    {
        var stamp = Path.Combine(folder, ".stamp");
        var files = Path.Combine(folder, ".files");
        return File.Exists(stamp) && File.ReadAllText(stamp) == Stamp
            && File.Exists(files) && File.ReadAllLines(files).All(f => File.Exists(Path.Combine(folder, f)));
    }

    private string Download(string work)
    {
        var windows = Path.DirectorySeparatorChar == '\\';
        var arguments = "pack --prefer-offline --ignore-scripts --loglevel error --pack-destination \"" + work + "\" " + Name;
        var start = new ProcessStartInfo(windows ? "cmd.exe" : "npm", windows ? "/d /s /c \"npm " + arguments + "\"" : arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = WorkingDirectory,
        };
        var said = new StringBuilder();
        int exit;
        try
        {
            using (var npm = Process.Start(start))
            {
                npm.StandardInput.Close();
                npm.OutputDataReceived += (sender, e) => { };
                npm.ErrorDataReceived += (sender, e) => { if (e.Data != null) { lock (said) { said.AppendLine(e.Data); } } };
                npm.BeginOutputReadLine();
                npm.BeginErrorReadLine();
                npm.WaitForExit();
                exit = npm.ExitCode;
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw NoNpm();
        }

        var tarball = Directory.GetFiles(work, "*.tgz").FirstOrDefault();
        if (exit == 0 && tarball != null)
        {
            return tarball;
        }

        if (windows && exit == 9009)
        {
            throw NoNpm();
        }

        var reason = string.Join(" | ", said.ToString().Split('\n').Select(l => l.Trim())
            .Where(l => l.Length > 0 && !l.Contains("complete log of this run")).Take(6));
        throw new Failure("npm could not fetch the package " + Name + ", which the build needs for '" + Part + "' (exit code " + exit + "): "
            + (reason.Length > 0 ? reason : "it said nothing") + ". Check the network and npm's registry setting (npm ping)." + Again);
    }

    private Failure NoNpm() => new Failure("npm was not found, and the build needs the npm package " + Name + " for '" + Part
        + "'. Install Node.js (any version with npm) so that 'npm --version' answers, then build again.");

    private void Check(string tarball)
    {
        string actual;
        using (var stream = File.OpenRead(tarball))
        using (var sha = SHA512.Create())
        {
            actual = "sha512-" + Convert.ToBase64String(sha.ComputeHash(stream));
        }

        if (actual != Integrity)
        {
            throw new Failure("The npm package " + Name + " (for '" + Part + "') is not the one that eng/Natives.proj pins: its tarball has " + actual
                + ", expected " + Integrity + ". Find out why it changed before you trust it (npm cache verify; the registry)." + Again);
        }
    }

    private List<string> Unpack(string tarball, string unpacked)
    {
        var rules = Keep.Split(new[] { ';', '\n' }, StringSplitOptions.RemoveEmptyEntries).Select(k => k.Trim()).Where(k => k.Length > 0)
            .Select(k => new Rule(k)).ToList();
        var kept = new List<string>();
        using (var file = File.OpenRead(tarball))
        using (var gzip = new GZipStream(file, CompressionMode.Decompress))
        {
            var tar = new TarReader(gzip);
            while (tar.Next())
            {
                // npm packages have one top folder, most often "package".
                var path = tar.Path.Substring(tar.Path.IndexOf('/') + 1);
                var rule = rules.FirstOrDefault(r => r.Source.IsMatch(path));
                if (rule == null || path.Split('/').Contains(".."))
                {
                    continue;
                }

                rule.Found = true;
                var name = rule.Target == null ? path : rule.Target.EndsWith("/") ? rule.Target + Path.GetFileName(path) : rule.Target;
                var target = Path.Combine(unpacked, name);
                Directory.CreateDirectory(Path.GetDirectoryName(target));
                using (var output = File.Create(target))
                {
                    tar.CopyTo(output);
                }

                kept.Add(name);
            }
        }

        var missing = rules.FirstOrDefault(r => !r.Found);
        if (missing != null)
        {
            throw new Failure("The npm package " + Name + " (for '" + Part + "') holds no file '" + missing.Text + "'. Put the list in eng/Natives.proj right." + Again);
        }

        return kept;
    }

    private static FileStream Lock(string path)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && patience.Elapsed < TimeSpan.FromMinutes(10))
            {
                Thread.Sleep(100);
            }
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Failure : Exception
    {
        public Failure(string message) : base(message)
        {
        }
    }

    private sealed class Rule
    {
        public Rule(string text)
        {
            var parts = text.Split(new[] { "->" }, StringSplitOptions.None);
            Text = parts[0].Trim();
            Target = parts.Length > 1 ? parts[1].Trim() : null;
            Source = new Regex("^" + Regex.Escape(Text).Replace(@"\*\*/", "(.*/)?").Replace(@"\*", "[^/]*") + "$");
        }

        public string Text { get; }

        public Regex Source { get; }

        public string Target { get; }

        public bool Found { get; set; }
    }

    /// <summary>Reads the files of a tar stream in order: ustar with pax paths, which is what npm writes.</summary>
    private sealed class TarReader
    {
        private const int Block = 512;
        private readonly Stream _stream;
        private readonly byte[] _buffer = new byte[1 << 16];
        private long _left;

        public TarReader(Stream stream) => _stream = stream;

        public string Path { get; private set; }

        public bool Next()
        {
            string paxPath = null;
            while (true)
            {
                CopyTo(Stream.Null);
                if (!ReadBlock() || _buffer[0] == 0)
                {
                    return false;
                }

                var name = Text(0, 100);
                var prefix = Text(257, 5) == "ustar" ? Text(345, 155) : "";
                var size = Convert.ToInt64(Text(124, 12).Trim(), 8);
                var kind = (char)_buffer[156];
                _left = (size + Block - 1) / Block * Block;
                if (kind == 'x')
                {
                    paxPath = PaxPath(size) ?? paxPath;
                }
                else if (kind == '0' || kind == '\0')
                {
                    Path = paxPath ?? (prefix.Length > 0 ? prefix + "/" + name : name);
                    _padding = _left - size;
                    return true;
                }
                else
                {
                    paxPath = null;
                }
            }
        }

        private long _padding;

        public void CopyTo(Stream target)
        {
            while (_left > 0)
            {
                var read = _stream.Read(_buffer, 0, (int)Math.Min(_buffer.Length, _left));
                if (read == 0)
                {
                    throw new InvalidDataException("the tarball ends in the middle of a file");
                }

                target.Write(_buffer, 0, (int)Math.Max(0, Math.Min(read, _left - _padding)));
                _left -= read;
            }

            _padding = 0;
        }

        private string PaxPath(long size)
        {
            var memory = new MemoryStream();
            _padding = _left - size;
            CopyTo(memory);
            var match = Regex.Match(Encoding.UTF8.GetString(memory.ToArray()), @"^\d+ path=(.*)$", RegexOptions.Multiline);
            return match.Success ? match.Groups[1].Value : null;
        }

        private bool ReadBlock()
        {
            for (var done = 0; done < Block;)
            {
                var read = _stream.Read(_buffer, done, Block - done);
                if (read == 0)
                {
                    return false;
                }

                done += read;
            }

            return true;
        }

        private string Text(int offset, int length)
        {
            var end = Array.IndexOf(_buffer, (byte)0, offset, length);
            return Encoding.UTF8.GetString(_buffer, offset, (end < 0 ? offset + length : end) - offset);
        }
    }
}
