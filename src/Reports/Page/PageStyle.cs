namespace DeepRecipes.Reports;

/// <summary>The style sheets. Colours are variables, so that a figure is written once and follows the reader's light or dark setting, and paper.</summary>
internal static class PageStyle
{
    // Series colours: told apart under the three common colour-vision deficiencies and in grey by lightness; dash patterns repeat them (s8 on).
    private const string Light = """
        --bg:#fafaf7;--panel:#fff;--ink:#1c1f24;--muted:#5c636e;--faint:#8b919b;--rule:#e3e4df;--grid:#ecedea;--on:#fff;--warn:#a14a00;--good:#00704f;
        --s0:#0a6aaa;--s1:#cf4f0a;--s2:#00855e;--s3:#b0458a;--s4:#a87000;--s5:#3d9bd3;--s6:#6a5cc0;--s7:#4d535c;
        """;

    private const string Dark = """
        --bg:#131519;--panel:#1a1d23;--ink:#e8eaed;--muted:#a2a9b4;--faint:#7b828d;--rule:#2d323a;--grid:#262a31;--on:#10141a;--warn:#ffab66;--good:#5fd3a8;
        --s0:#5db3f1;--s1:#ff8d52;--s2:#3fcb9c;--s3:#e78cc6;--s4:#e5b452;--s5:#a3d9ff;--s6:#b5a9ff;--s7:#bcc2cb;
        """;

    private const string Fonts = """font-family:Inter,"Segoe UI",system-ui,-apple-system,"Helvetica Neue","Liberation Sans",Arial,sans-serif""";

    /// <summary>What figures need, inside a page or alone.</summary>
    public const string Figures = """
        svg text{font-size:12px;fill:var(--ink)}
        svg .tick,svg .axis-title,svg .small{fill:var(--muted)}svg .small{font-size:10.5px}svg .tick{font-size:11px}svg .strong{font-weight:600}svg .none{fill:var(--faint);font-weight:400}
        svg .grid{stroke:var(--grid);stroke-width:1}svg .axis{stroke:var(--faint);stroke-width:1}svg .chance{stroke:var(--faint);stroke-width:1;stroke-dasharray:2 4;fill:none}
        svg .line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}svg .area{fill:currentColor;fill-opacity:.1}
        svg .fill{fill:currentColor}svg .soft{fill:currentColor;fill-opacity:.28}svg .edge{fill:none;stroke:currentColor;stroke-width:1.5}svg .dot{fill:currentColor;stroke:var(--panel);stroke-width:1}
        svg .cell{fill:currentColor;stroke:var(--rule);stroke-width:.5}svg .on{fill:var(--on)}svg .empty{fill:var(--muted);font-style:italic}
        .s0,.s8{color:var(--s0)}.s1,.s9{color:var(--s1)}.s2,.s10{color:var(--s2)}.s3,.s11{color:var(--s3)}.s4,.s12{color:var(--s4)}.s5,.s13{color:var(--s5)}.s6,.s14{color:var(--s6)}.s7,.s15{color:var(--s7)}
        svg .s8.line,svg .s9.line,svg .s10.line,svg .s11.line,svg .s12.line,svg .s13.line,svg .s14.line,svg .s15.line{stroke-dasharray:6 4}
        svg .photo-text{font-weight:600}

        """;

    /// <summary>The variables for a figure that stands alone, set on its root.</summary>
    public const string Alone = "svg{" + Light + Fonts + ";background:var(--panel)}@media(prefers-color-scheme:dark){svg{" + Dark + "}}\n" + Figures;

    /// <summary>The whole page.</summary>
    public const string Page = ":root{color-scheme:light dark;" + Light + "}@media(prefers-color-scheme:dark){:root{" + Dark + "}}\n"
        + "body{margin:0;background:var(--bg);color:var(--ink);font-size:16px;line-height:1.55;" + Fonts + ";font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}\n"
        + """
        main,header,footer{max-width:1120px;margin:0 auto;padding:0 24px}
        header{padding-top:48px}h1{font-size:32px;line-height:1.2;letter-spacing:-.015em;margin:0;font-weight:650;text-wrap:balance}
        .lead{color:var(--muted);font-size:18px;margin:8px 0 0;max-width:46em}
        .facts{display:flex;flex-wrap:wrap;gap:2px 28px;margin:18px 0 0;font-size:13.5px}.facts div{display:flex;gap:8px}.facts dt{color:var(--muted)}.facts dd{margin:0}
        nav{margin:22px 0 0;padding:11px 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);display:flex;flex-wrap:wrap;gap:4px 22px;font-size:14.5px}
        a{color:var(--s0);text-decoration:none}a:hover{text-decoration:underline}
        section{margin:46px 0 0}h2{font-size:22px;line-height:1.3;letter-spacing:-.01em;margin:0 0 4px;font-weight:650}p{margin:6px 0 0;max-width:46em}
        h1,h2,p,td,th,dd,figcaption,.tile,.note{overflow-wrap:anywhere;unicode-bidi:plaintext;text-align:start}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));margin:18px 0 0;background:var(--panel);border:1px solid var(--rule);border-radius:10px;overflow:hidden}
        .tile{padding:14px 18px 13px;box-shadow:1px 0 var(--rule),0 1px var(--rule)}.tile .label{font-size:13px;color:var(--muted);line-height:1.35}.tile .value{font-size:28px;line-height:1.25;font-weight:600;letter-spacing:-.02em;margin-top:2px}.tile .detail{font-size:12.5px;color:var(--muted);line-height:1.4;margin-top:1px}
        .note{margin:18px 0 0;padding:11px 16px;border-left:3px solid var(--s0);background:var(--panel);border-radius:0 8px 8px 0;font-size:15px;max-width:60em}.note.warning{border-color:var(--warn)}.note.warning b{color:var(--warn)}.note b{margin-right:.5em}.figures+p,.tiles+p,.wide+p,.note+p{margin-top:20px}
        .wide{overflow-x:auto;margin:18px 0 0;border:1px solid var(--rule);border-radius:10px;background:var(--panel)}
        table{border-collapse:collapse;width:100%;font-size:14.5px;line-height:1.4}caption{text-align:left;font-weight:600;padding:12px 16px 6px;font-size:15px}
        th,td{padding:7px 16px;border-top:1px solid var(--rule);vertical-align:baseline}thead th{border-top:0;font-weight:500;color:var(--muted);font-size:13px;overflow-wrap:normal}tbody th{font-weight:500}
        caption+thead th{border-top:1px solid var(--rule)}.n{text-align:end;white-space:nowrap}.mark td,.mark th{font-weight:650}.none{color:var(--faint)}.more td{color:var(--muted);font-size:13.5px}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:22px;margin:18px 0 0}.figures.sheet{grid-template-columns:repeat(auto-fill,minmax(min(100%,240px),1fr));gap:14px}
        figure{margin:0;background:var(--panel);border:1px solid var(--rule);border-radius:10px;padding:14px 16px 12px;break-inside:avoid}figure svg{display:block;width:100%;height:auto;margin:8px auto 0}
        figcaption b{font-weight:600;font-size:15px}figcaption span{display:block;color:var(--muted);font-size:13.5px;line-height:1.45}.sheet figure{padding:8px 9px}.sheet figure svg{margin-top:5px}.sheet figcaption b{font-size:13px}.sheet figcaption span{font-size:12px}
        .scroll{overflow-x:auto}footer{margin-top:56px;padding-top:14px;padding-bottom:40px;color:var(--muted);font-size:13px}footer div{border-top:1px solid var(--rule);padding-top:12px}
        @media(max-width:560px){main,header,footer{padding-left:14px;padding-right:14px}header{padding-top:26px}h1{font-size:25px}.lead{font-size:16px}section{margin-top:34px}.tiles{grid-template-columns:1fr 1fr}.tile{padding:11px 13px}.tile .value{font-size:23px}th,td{padding:6px 10px}figure{padding:11px 9px 9px}figcaption{padding:0 3px}}

        """
        + "@media print{:root{" + Light + "--bg:#fff}" + """
        body{font-size:10.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}main,header,footer{max-width:none;padding:0}nav{display:none}section{margin-top:24pt}h2{break-after:avoid}tr,.tiles,.note{break-inside:avoid}.wide,.scroll{overflow:visible}figure svg{max-height:23cm}}

        """
        + Figures;
}
